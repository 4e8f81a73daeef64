import { useState } from 'react';
import { encode } from 'uqr';
import type { TotpSetup } from '../api/types.js';
import { useLanguage } from '../language/language.js';

/** The secret of an authenticator app as a picture for its camera and as text, made in the page: nobody else sees it. */
export function AuthenticatorSetup({ totp }: { totp: TotpSetup }) {
  const { t } = useLanguage();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(totp.secret);
    setCopied(true);
  };
  return (
    <div className="authenticator">
      <QrCode text={totp.uri} label={t('totp.picture')} />
      <div>
        <p>{t('totp.scan')}</p>
        <p className="hint">{t('totp.or_type')}</p>
        <p className="secret">
          <code dir="ltr">{totp.secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
        {'clipboard' in navigator && (
          <button type="button" onClick={() => void copy()}>
            {t('totp.copy')}
          </button>
        )}{' '}
        <span role="status" className="hint">
          {copied && t('totp.copied')}
        </span>
      </div>
    </div>
  );
}

/** Dark on white whatever the page looks like: cameras need the contrast, and four modules of white around. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
