import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { Acting } from './acting.js';
import { Passkey } from './sign-in.entities.js';
import { TryLimits } from './try-limits.js';

const challengeMinutes = 5;

export interface PasskeyOwner {
  id: string;
  organisationId: string;
  login: string;
  displayName: string;
}

export type Asserted =
  | { known: false }
  /** `proven` says whether the signature is right; its counter is checked by `use`. */
  | { known: true; passkey: Passkey; proven: boolean; counter: number; backedUp: boolean };

/**
 * Passkeys (WebAuthn Level 3): made for this service's name only, so that a page that imitates it gets nothing; kept by the device, so
 * that nobody names an account to sign in; with the device's own lock (user verification). No attestation: who made a device is nobody's
 * business here.
 */
@Injectable()
export class Passkeys {
  constructor(
    private readonly acting: Acting,
    private readonly tries: TryLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The name that passkeys are made for. */
  private get relyingParty(): string {
    return new URL(this.config.origin).hostname;
  }

  /**
   * For somebody who signs in, or proves who he is once more: says nothing about who has an account.
   * @param address of who asks: his network is given so many, until a right passkey answers one
   * @throws Problem access.too_many_tries
   */
  async challenge(address: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    await this.tries.takeOfNetwork('passkey_challenge', address);
    return generateAuthenticationOptions({
      rpID: this.relyingParty,
      challenge: await this.newChallenge('sign_in', null),
      userVerification: 'required',
      timeout: challengeMinutes * 60_000,
    });
  }

  /** @param exclude ids of devices that have a passkey already, in base64url */
  async registration(
    purpose: 'register' | 'invitation',
    owner: PasskeyOwner,
    exclude: string[],
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return generateRegistrationOptions({
      rpName: 'Athar',
      rpID: this.relyingParty,
      userID: new Uint8Array(handleOf(owner.id)),
      userName: owner.login,
      userDisplayName: owner.displayName,
      challenge: await this.newChallenge(purpose, owner.id),
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: exclude.map((id) => ({ id })),
      timeout: challengeMinutes * 60_000,
    });
  }

  /** @returns a passkey that is not stored yet. @throws Problem passkey.refused, whatever was wrong with it */
  async verifyNew(
    purpose: 'register' | 'invitation',
    owner: PasskeyOwner,
    response: RegistrationResponseJSON,
    label: string,
  ): Promise<Passkey> {
    const challenge = await this.takeChallenge(purpose, owner.id, response.response.clientDataJSON);
    const verified = challenge && (await this.verifyRegistration(response, challenge));
    if (!verified) throw new Problem('passkey.refused');
    const { credential, credentialBackedUp } = verified;
    return Object.assign(new Passkey(), {
      id: randomUUID(),
      accountId: owner.id,
      organisationId: owner.organisationId,
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: String(credential.counter),
      transports: (credential.transports ?? []).filter((word) => /^[a-z-]{1,20}$/.test(word)).slice(0, 10),
      backedUp: credentialBackedUp,
      label,
      lastUsedAt: null,
    });
  }

  /** @throws Problem passkey.refused when the device's passkey is known already */
  async store(manager: EntityManager, passkey: Passkey): Promise<void> {
    const stored: { createdAt: Date }[] = await manager.query(
      `insert into passkeys (id, account_id, organisation_id, credential_id, public_key, counter, transports, backed_up, label)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (credential_id) do nothing
       returning created_at as "createdAt"`,
      [
        passkey.id,
        passkey.accountId,
        passkey.organisationId,
        passkey.credentialId,
        passkey.publicKey,
        passkey.counter,
        passkey.transports,
        passkey.backedUp,
        passkey.label,
      ],
    );
    if (stored.length === 0) throw new Problem('passkey.refused');
    passkey.createdAt = stored[0].createdAt;
  }

  /** Whose passkey it is and whether its signature is right. The challenge is used up by this, whatever comes out. */
  async check(response: AuthenticationResponseJSON): Promise<Asserted> {
    const challenge = await this.takeChallenge('sign_in', null, response.response.clientDataJSON);
    const passkey = await this.acting.atTheDoor((manager) =>
      manager.findOneBy(Passkey, { credentialId: Buffer.from(response.id, 'base64url') }),
    );
    if (!passkey) return { known: false };
    const refused = { known: true, passkey, proven: false, counter: 0, backedUp: passkey.backedUp } as const;
    const ownHandle = response.response.userHandle === handleOf(passkey.accountId).toString('base64url');
    if (!challenge || !ownHandle) return refused;
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.config.origin,
        expectedRPID: this.relyingParty,
        // The counter is compared where it is written, in `use`: here two at once would both pass.
        credential: { id: response.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
        requireUserVerification: true,
      });
      const { newCounter, credentialBackedUp } = authenticationInfo;
      return { known: true, passkey, proven: verified, counter: newCounter, backedUp: credentialBackedUp };
    } catch {
      return refused;
    }
  }

  /**
   * Moves the counter on. One that did not grow means that there is a copy of the passkey (WebAuthn 6.1.1); devices without a counter
   * always send 0. @returns false for a copy
   */
  async use(manager: EntityManager, { passkey, counter, backedUp }: Asserted & { known: true }): Promise<boolean> {
    const [, used]: [unknown, number] = await manager.query(
      `update passkeys set counter = $2, backed_up = $3, last_used_at = now()
       where id = $1 and (counter < $2 or counter = 0 and $2 = 0)`,
      [passkey.id, counter, backedUp],
    );
    return used > 0;
  }

  private async verifyRegistration(response: RegistrationResponseJSON, challenge: string) {
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.config.origin,
        expectedRPID: this.relyingParty,
        requireUserVerification: true,
      });
      return verified ? registrationInfo : null;
    } catch {
      return null;
    }
  }

  private async newChallenge(purpose: 'sign_in' | 'register' | 'invitation', accountId: string | null) {
    const challenge = randomBytes(32);
    await this.acting.atTheDoor((manager) =>
      manager.query(
        `insert into passkey_challenges (challenge_hash, purpose, account_id, expires_at)
         values ($1, $2, $3, now() + $4 * interval '1 minute')`,
        [sha256(challenge), purpose, accountId, challengeMinutes],
      ),
    );
    return new Uint8Array(challenge);
  }

  /** @returns the challenge in base64url if it was given out for this and not used yet; null otherwise. It cannot be used a second time. */
  private async takeChallenge(
    purpose: 'sign_in' | 'register' | 'invitation',
    accountId: string | null,
    clientDataJson: string,
  ): Promise<string | null> {
    const challenge = challengeIn(clientDataJson);
    if (challenge === null) return null;
    const [, taken]: [unknown, number] = await this.acting.atTheDoor((manager) =>
      manager.query(
        `delete from passkey_challenges
         where challenge_hash = $1 and purpose = $2 and account_id is not distinct from $3 and expires_at > now()`,
        [sha256(Buffer.from(challenge, 'base64url')), purpose, accountId],
      ),
    );
    return taken > 0 ? challenge : null;
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

/** What a device keeps instead of the account's name: the 16 bytes of its id. */
const handleOf = (accountId: string): Buffer => Buffer.from(accountId.replaceAll('-', ''), 'hex');

/** @returns null also for a page that was shown inside another site's page: it may have been made to look like something else */
function challengeIn(clientDataJson: string): string | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString());
    const { challenge, crossOrigin } = data as { challenge?: unknown; crossOrigin?: unknown };
    return typeof challenge === 'string' && crossOrigin !== true ? challenge : null;
  } catch {
    return null;
  }
}
