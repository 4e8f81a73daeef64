import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { PasskeyCreation, PasskeyMade, PasskeyRequest, PasskeyUsed } from '../api/types.js';
import type { LanguageValue } from '../language/language.js';

export type PasskeyTrouble = 'cancelled' | 'not_supported' | 'known_already' | 'failed';

/** The device or the browser gave no passkey. */
export class PasskeyFault extends Error {
  constructor(readonly trouble: PasskeyTrouble) {
    super(trouble);
  }
}

/** Also false on an address that is neither https nor this machine itself: browsers offer no passkeys there. */
export const passkeysWorkHere = browserSupportsWebAuthn;

export const signWithPasskey = (optionsJSON: PasskeyRequest): Promise<PasskeyUsed> =>
  asked(() => startAuthentication({ optionsJSON }));

export const makePasskeyOnDevice = (optionsJSON: PasskeyCreation): Promise<PasskeyMade> =>
  asked(() => startRegistration({ optionsJSON }));

async function asked<T>(ceremony: () => Promise<T>): Promise<T> {
  if (!passkeysWorkHere()) throw new PasskeyFault('not_supported');
  try {
    return await ceremony();
  } catch (error) {
    throw new PasskeyFault(troubleOf(error as Error));
  }
}

function troubleOf(error: Error): PasskeyTrouble {
  const name = error.cause instanceof Error ? error.cause.name : error.name;
  // Browsers do not tell cancelling, waiting too long and "no passkey on this device" apart, so that a page cannot either.
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
  if (name === 'InvalidStateError') return 'known_already';
  if (name === 'NotSupportedError' || name === 'ConstraintError') return 'not_supported';
  return 'failed';
}

export const passkeyWords = ({ trouble }: PasskeyFault, t: LanguageValue['t']): string => t(`passkey.${trouble}`);
