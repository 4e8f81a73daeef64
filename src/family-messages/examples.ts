import type { MessageBody, MessageView } from './message-bodies.js';

// Invented people, for the description of the interface.
const reporterId = '2c7e9f10-4b6d-4a8e-9c1f-7d3b5a9e8f64';
const rana = { id: '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11', name: 'Rana Athartest' };

const body: MessageBody = { reporter_id: reporterId, template: 'question', text: 'Which school did he go to?' };

const question: MessageView = {
  id: '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d',
  reporter_id: reporterId,
  direction: 'to_family',
  template: 'question',
  text: 'Which school did he go to?',
  shown:
    'We have a question for you.\n\nWhich school did he go to?\n\nYou can answer here. You can also write that you do not know, or that you prefer not to say.\n\nOur service is free of charge. Nobody may ask you for money for news. If somebody does, tell us in these pages.',
  check_code: '7K3QX-9M2TB',
  written_by: rana,
  written_at: '2026-11-23T10:00:00.000Z',
};

const answer: MessageView = {
  id: 'a1b2c3d4-e5f6-4789-8abc-def012345678',
  reporter_id: reporterId,
  direction: 'from_family',
  template: null,
  text: 'The one beside the mill.',
  shown: null,
  check_code: null,
  written_by: null,
  written_at: '2026-11-23T18:30:00.000Z',
};

export const messageExamples = {
  MessageBody: body,
  FamilyMessage: question,
  FamilyMessagePage: { items: [answer, question], next: null },
} as const;
