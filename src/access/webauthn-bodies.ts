import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

// What a browser's PublicKeyCredential.toJSON() holds. Browsers add fields from time to time: those are let pass and not looked at.

const base64url = (longest: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(longest);

const credential = {
  /** WebAuthn Level 3: at most 1023 bytes. */
  id: base64url(1_364),
  rawId: base64url(1_364),
  type: z.literal('public-key'),
};

export const PasskeyMade = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url(4_000),
      attestationObject: base64url(100_000),
      transports: z.array(z.string().max(40)).max(20).optional(),
    }),
  })
  .meta({ id: 'PasskeyMade', description: 'What navigator.credentials.create() gave, as toJSON() writes it.' });

export const PasskeyUsed = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url(4_000),
      authenticatorData: base64url(10_000),
      signature: base64url(10_000),
      userHandle: base64url(100).optional(),
    }),
  })
  .meta({ id: 'PasskeyUsed', description: 'What navigator.credentials.get() gave, as toJSON() writes it.' });

export const registrationOf = (body: z.infer<typeof PasskeyMade>): RegistrationResponseJSON => ({
  ...body,
  clientExtensionResults: {},
});

export const assertionOf = (body: z.infer<typeof PasskeyUsed>): AuthenticationResponseJSON => ({
  ...body,
  clientExtensionResults: {},
});

const descriptor = z.object({ id: z.string(), type: z.string(), transports: z.array(z.string()).optional() });

export const PasskeyCreationOptions = z
  .looseObject({
    challenge: z.string(),
    rp: z.object({ id: z.string().optional(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.string() })),
    excludeCredentials: z.array(descriptor).optional(),
  })
  .meta({
    id: 'PasskeyCreationOptions',
    description: 'For PublicKeyCredential.parseCreationOptionsFromJSON() and navigator.credentials.create().',
  });

export const PasskeyRequestOptions = z
  .looseObject({ challenge: z.string(), rpId: z.string().optional(), userVerification: z.string().optional() })
  .meta({
    id: 'PasskeyRequestOptions',
    description: 'For PublicKeyCredential.parseRequestOptionsFromJSON() and navigator.credentials.get().',
  });
