/**
 * What an organisation may be told of by webhook (docs/webhooks.md, docs/adr/0014). The database's table webhook_event_types holds the same
 * rows, and its triggers write the messages: nothing here can be told to a partner that the row there does not allow.
 *
 * A partner is told of what he handed in and agreed to himself. Nothing that follows from comparing is among it: whether, when or how often
 * something happens to a suggestion or a case would tell him whether a row of his resembles somebody who is sought (security.md C7).
 */
export const partnerEventTypes = [
  'import.checked',
  'import.finished',
  'import.failed',
  'import.reverted',
  'agreement.ended',
  'key.expiring',
] as const;

/** For the organisation that runs the service, besides: that there is work. What it is about is read with a sign-in of its own. */
export const operatorEventTypes = [
  ...partnerEventTypes,
  'suggestion.waiting',
  'case.state_changed',
  'model.activated',
] as const;

export type EventType = (typeof operatorEventTypes)[number];

/** What an administrator sends to see whether his program answers; nobody subscribes to it. */
export const testEvent = 'webhook.test';
export type MessageType = EventType | typeof testEvent;

/** Those that an organisation of this kind may subscribe to. */
export const eventTypesFor = (kind: 'operator' | 'partner'): readonly EventType[] =>
  kind === 'operator' ? operatorEventTypes : partnerEventTypes;
