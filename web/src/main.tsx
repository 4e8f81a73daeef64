import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { chosenLanguage } from './language/language.js';
import { applyToDocument } from './language/language-provider.js';
import { loadCatalogue } from './language/messages.js';
import { takeInvitationToken } from './session/invitation-token.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/standing.css';

takeInvitationToken();
const language = chosenLanguage();
applyToDocument(language);
const catalogue = await loadCatalogue(language);

createRoot(document.getElementById('console') as HTMLElement).render(
  <StrictMode>
    <App initial={{ language, catalogue }} />
  </StrictMode>,
);
