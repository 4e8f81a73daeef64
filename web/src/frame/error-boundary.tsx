import { Component, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** Catches a fault of the console itself, so that the header and the way out stay usable. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useLanguage();
  return (
    <div className="page narrow">
      <title>{`${t('broken.title')} - Athar`}</title>
      <div role="alert" className="notice error">
        <h1>{t('broken.title')}</h1>
        <p>{t('broken.what')}</p>
        <button type="button" onClick={() => location.reload()}>
          {t('broken.reload')}
        </button>
      </div>
    </div>
  );
}
