import { generateSecret, generateURI, verifySync } from 'otplib';

const stepSeconds = 30;

/** 160 bits in base32, as authenticator apps take them (RFC 4226, 4). */
export const newTotpSecret = (): string => generateSecret({ length: 20 });

/** What an app reads from a picture. Holds the secret: for the person's own screen only. */
export const totpUri = (login: string, secret: string): string =>
  generateURI({ issuer: 'Athar', label: login, secret });

/**
 * The 30 seconds (counted from 1970) that a code of six digits belongs to: the present ones, or those before or after, for clocks that
 * go wrong by up to half a minute (RFC 6238, 5.2 and 6). Arabic-Indic digits and spaces are read as they are typed.
 * @returns null for a wrong code
 */
export function stepOfCode(secret: string, code: string, now = Date.now()): number | null {
  const token = code
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replaceAll(' ', '');
  if (!/^\d{6}$/.test(token)) return null;
  const found = verifySync({
    secret,
    token,
    epoch: Math.floor(now / 1000),
    epochTolerance: stepSeconds,
    period: stepSeconds,
  });
  return found.valid && 'timeStep' in found ? found.timeStep : null;
}
