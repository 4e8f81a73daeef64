import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What the options of the service say; a browser would pass them on to the device. */
interface CreationOptions {
  challenge: string;
  rp: { id: string };
  user: { id: string };
}
interface RequestOptions {
  challenge: string;
  rpId: string;
}

/** What a test may change: everything else is as a browser and a device do it. */
export interface Ceremony {
  origin?: string;
  /** The name that the device believes it talks to. */
  relyingParty?: string;
  crossOrigin?: boolean;
  /** Was the device unlocked by its owner (finger, PIN)? */
  userVerified?: boolean;
  challenge?: string;
  type?: string;
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();

/** The beginning of a CBOR item (RFC 8949, 3): kind and length or value. */
function head(kind: number, n: number): Buffer {
  if (n < 24) return Buffer.of((kind << 5) | n);
  if (n < 256) return Buffer.of((kind << 5) | 24, n);
  return Buffer.of((kind << 5) | 25, n >> 8, n & 255);
}
const integer = (n: number) => (n >= 0 ? head(0, n) : head(1, -1 - n));
const bytes = (value: Uint8Array) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (...pairs: [Buffer, Buffer][]) => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

/** A device with passkeys, in software: P-256, no attestation, a counter (WebAuthn Level 3, 6). */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private userHandle = base64url(randomBytes(16));

  /** @param counter null for a device that does not count, as passkeys kept by several devices do */
  constructor(
    readonly origin: string,
    public counter: number | null = 0,
  ) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
  }

  /** A copy of everything that the device holds, as a thief would have it. */
  copy(): Authenticator {
    return Object.assign(Object.create(Authenticator.prototype), this);
  }

  register(options: CreationOptions, ceremony: Ceremony = {}) {
    this.userHandle = options.user.id;
    const clientDataJSON = this.clientData('webauthn.create', options.challenge, ceremony);
    const { x, y } = this.publicKey.export({ format: 'jwk' });
    // COSE_Key: kty EC2, alg ES256, crv P-256 (RFC 9053).
    const key = map(
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), bytes(Buffer.from(x!, 'base64url'))],
      [integer(-3), bytes(Buffer.from(y!, 'base64url'))],
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credentialId, key]);
    const authData = this.authenticatorData(options.rp.id, ceremony, attested);
    const attestationObject = map(
      [text('fmt'), text('none')],
      [text('attStmt'), map()],
      [text('authData'), bytes(authData)],
    );
    return this.credential({
      clientDataJSON: base64url(clientDataJSON),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  assert(options: RequestOptions, ceremony: Ceremony & { userHandle?: string } = {}) {
    const clientDataJSON = this.clientData('webauthn.get', options.challenge, ceremony);
    if (this.counter !== null) this.counter++;
    const authenticatorData = this.authenticatorData(options.rpId, ceremony);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), this.privateKey);
    return this.credential({
      clientDataJSON: base64url(clientDataJSON),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      userHandle: ceremony.userHandle ?? this.userHandle,
    });
  }

  private credential<T>(response: T) {
    const id = base64url(this.credentialId);
    return {
      id,
      rawId: id,
      type: 'public-key',
      response,
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
    };
  }

  private clientData(type: string, challenge: string, ceremony: Ceremony): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: ceremony.type ?? type,
        challenge: ceremony.challenge ?? challenge,
        origin: ceremony.origin ?? this.origin,
        crossOrigin: ceremony.crossOrigin ?? false,
      }),
    );
  }

  private authenticatorData(rpId: string, ceremony: Ceremony, attested?: Buffer): Buffer {
    const userPresent = 0x01;
    const userVerified = ceremony.userVerified === false ? 0 : 0x04;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter ?? 0);
    return Buffer.concat([
      sha256(ceremony.relyingParty ?? rpId),
      Buffer.of(userPresent | userVerified | (attested ? 0x40 : 0)),
      counter,
      attested ?? Buffer.alloc(0),
    ]);
  }
}
