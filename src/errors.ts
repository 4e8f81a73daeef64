import { type PathStep, pointerOf } from './json-pointer.js';

/**
 * Every error that leaves the service, on one page. Codes are stable and never translated.
 * Messages never carry what a person wrote: a pointer says where it stands.
 */
const catalogue = {
  'request.invalid': [400, 'The request is not as described'],
  'request.unknown_field': [400, 'The request has a field that is not known here'],
  'request.cursor': [400, 'The cursor is not one that this list gave out'],
  'request.not_json': [400, 'The request body is not JSON'],
  'request.too_large': [413, 'The request is larger than allowed'],
  'request.too_often': [429, 'Too many requests: wait before the next one'],
  'request.expectation': [417, 'The header Expect says something that is not known here'],
  'request.media_type': [415, 'This media type is not accepted here'],
  'access.sign_in': [401, 'Sign in first'],
  'access.wrong_credentials': [401, 'The account or the password is wrong'],
  'access.session_moved': [401, 'This session was opened from another network and is ended: sign in again'],
  'access.too_many_tries': [429, 'Too many wrong tries: wait before the next one'],
  'access.csrf': [403, 'The request does not come from a page of this service'],
  'access.fresh_sign_in': [403, 'This needs a proof of identity that is at most five minutes old: sign in again'],
  'access.not_found': [404, 'There is nothing here, or it is not yours to see'],
  'read.second_person': [403, 'This case is of a special class: somebody else who reads it has to let you in'],
  'password.too_short': [422, 'The password is shorter than 15 characters'],
  'password.too_common': [
    422,
    'The password is easy to guess: it holds common words, repetitions or names of this account',
  ],
  'totp.wrong_code': [422, 'The code is not the present one of this app'],
  'passkey.refused': [422, 'The passkey does not fit what was asked for: begin again'],
  'passkey.last': [409, 'This is the only way left to sign in'],
  'invitation.not_valid': [404, 'This invitation is not known, was used, or has run out'],
  'receipt.wrong': [401, 'The request number or the secret is wrong'],
  'idempotency.reused': [422, 'This idempotency key was used for another request'],
  'idempotency.missing': [400, 'The header Idempotency-Key is missing'],
  'idempotency.malformed': [400, 'The header Idempotency-Key must be 8 to 128 letters, digits or - _'],
  'precondition.missing': [428, 'The header If-Match is missing'],
  'precondition.failed': [412, 'It was changed by somebody else meanwhile'],
  'decision.same_person': [409, 'A second person must confirm: you proposed this yourself'],
  'decision.reason_missing': [400, 'A rejection needs a reason'],
  'decision.evidence_missing': [400, 'A proposal needs written evidence'],
  'decision.note_missing': [400, 'Say in a note what is needed'],
  'decision.opinion_first': [409, 'Say first what you think of this proposal yourself'],
  'decision.opinion_differs': [409, 'Your own opinion of this proposal is another: somebody else must confirm it'],
  'decision.own_confirmation': [409, 'You confirmed this yourself: somebody else or a supervisor must revoke it'],
  'decision.nothing_to_undo': [
    409,
    'This can no longer be undone: it is older than 30 seconds, somebody did something since, or it is not yours',
  ],
  'decision.record_already_confirmed': [409, 'This detention record is already confirmed to another report'],
  'decision.report_withheld': [409, 'This report may not be compared any more: its consent is gone or it is not open'],
  'decision.source_withdrawn': [409, 'The file that this record came with was taken back: look at it again first'],
  'suggestion.claimed': [409, 'Somebody else is at this suggestion at the moment'],
  'opinion.own_proposal': [409, 'Somebody else must give an opinion: you proposed this yourself'],
  'opinion.given': [409, 'You gave your opinion of this proposal already'],
  'suggestion.not_held': [409, 'You pass on what you hold yourself: take it first'],
  'suggestion.changed': [409, 'The suggestion changed since you saw it'],
  'suggestion.wrong_state': [409, 'This decision is not possible in the present state'],
  'account.login_taken': [409, 'This login is in use'],
  'account.own': [409, 'Nobody does this to his own account'],
  'role_change.waiting': [409, 'A change of role waits for this account already'],
  'role_change.same_role': [409, 'The account has this role already'],
  'role_change.same_person': [
    409,
    'A second administrator must confirm: you proposed this yourself, or it is about you',
  ],
  'role_change.decided': [409, 'This change of role is decided already'],
  'role_change.outdated': [409, 'The account changed since this was proposed: propose it anew'],
  'role_change.invitation_open': [409, 'The invitation is not used yet: who it is for must set up signing in first'],
  'role_change.operator_only': [409, 'System administrators belong to the organisation that runs this service'],
  'organisation.name_taken': [409, 'There is an organisation of this name already'],
  'agreement.missing': [409, 'There is no agreement in force that allows this'],
  'key.partners_only': [409, 'Keys are for programs of partner organisations'],
  'key.two_secrets': [409, 'Two secrets of this key live already: end one of them first'],
  'key.ended': [409, 'This key is revoked or has run out: make a new one'],
  'import.wrong_state': [409, 'This is not possible in the present state of the import'],
  'import.quota': [429, 'Your organisation has handed in as much as one may in a day: go on later'],
  'import.own': [409, 'Somebody else must decide this: you sent the file or had it stored'],
  'import.second_person': [409, 'A second person must say the same: you did already'],
  'import.reports_by_staff_only': [
    403,
    'Reports of families are handed in by people who are signed in, not by programs',
  ],
  'import.revert_final': [409, 'It was taken back more than 30 days ago and is deleted'],
  'import.refused': [409, 'The organisation that runs the service took this file back: send it anew'],
  'import.not_guessed': [409, 'The file has not been looked at yet: its columns are not known'],
  'upload.wrong_offset': [409, 'The file does not go on here: see the header Upload-Offset for what has come so far'],
  'upload.offset_missing': [400, 'The header Upload-Offset must say at which byte this part begins'],
  'mapping.invalid': [422, 'The mapping of the columns cannot be used'],
  'list.name_taken': [409, 'Your organisation has a list of this name already'],
  'list.other_kind': [409, 'This list is of the other kind: records and reports are separate lists'],
  'export.format': [422, 'PFIF is about people who are sought: detention records leave as CSV or JSON Lines'],
  'export.recipient': [422, 'Reports are exported by the organisation that runs the service, and to another one'],
  'export.same_person': [409, 'A second person must decide: you asked for this yourself'],
  'export.wrong_state': [409, 'This is not possible in the present state of the export'],
  'export.used_up': [409, 'This export was fetched three times: ask for a new one'],
  'export.withdrawn': [409, 'A family took its consent back since this was made: ask for a new export'],
  'extortion_tip.handled': [409, 'Somebody handled this already'],
  'case.wrong_state': [409, 'This is not possible in the present state of the case'],
  'case.reason_missing': [400, 'Say why'],
  'case.closing_reason_missing': [400, 'A case is closed for one of a few reasons: say which'],
  'case.supervisor_only': [403, 'A supervisor must do this'],
  'case.hold_same_person': [409, 'Another supervisor must lift this hold: you set it yourself'],
  'case.extortion_unreviewed': [
    409,
    'Extortion was reported and not reviewed: a second person has to look at it first',
  ],
  'case.assigned_to_other': [409, 'This case is somebody else’s: a supervisor may give it to you'],
  'case.assignee_not_let_in': [409, 'This person does not reach the case: a supervisor has to let him in first'],
  'case.empty': [409, 'The report of this case is linked to another case: go on there, or take the link back'],
  'case.link_taken': [409, 'This report is linked to a case already: take that link back first'],
  'case.has_linked_reports': [409, 'Other reports are linked to the case of this report: link it the other way round'],
  'case.own_report': [409, 'The case was made with this report: it cannot leave it'],
  'extortion.same_person': [409, 'A second person must review this: you reported it yourself'],
  'contest.wrong_state': [409, 'This is not possible in the present state of the contest'],
  'contest.same_person': [409, 'A second person must decide: you checked the identity yourself'],
  'contest.open': [409, 'This is contested: nothing is decided upon it until two people have looked'],
  'contacts.hidden': [
    409,
    'Extortion was reported: contacts are hidden until a second person reviewed it. Ask a supervisor',
  ],
  'message.refused': [422, 'This cannot be written to a family: it is said in person, or not at all'],
  'message.paused': [409, 'Nothing is written to the family while the case is held for safety'],
  'model.file': [422, 'The model file cannot be used'],
  'model.blocking': [422, 'The model file changes what only a new release of the program may change'],
  'model.unknown': [422, 'No model of this hash is stored'],
  'model.version_taken': [409, 'Another model has this version already: estimate it with another one'],
  'model.in_use': [409, 'This model is in use already'],
  'model_change.waiting': [409, 'Another change of the model waits for its second person: decide that one first'],
  'model_change.same_person': [409, 'A second person must decide: you proposed this yourself'],
  'model_change.decided': [409, 'This change of the model is decided already'],
  'model_change.outdated': [409, 'Another model is in use since this was proposed: withdraw it and propose it anew'],
  'model_change.operator_only': [409, 'The model is looked after by the organisation that runs this service'],
  'model_change.nothing_before': [
    409,
    'There is nothing to go back to: the model that came with the program is in use',
  ],
  'rematch.under_way': [409, 'Everything is being compared again already: wait, or cancel that run first'],
  'rematch.ended': [409, 'This run is over'],
  'budget.exhausted': [429, 'You have seen as many people as one person may; the supervisor was told'],
  'search.too_many': [429, 'You have searched as often as one person may in an hour; the supervisor was told'],
  'search.operator_only': [409, 'People are searched by name in the organisation that runs this service'],
  'fate_claim.same_person': [409, 'A second person must look at it: you made this claim yourself'],
  'fate_claim.reviewed': [409, 'You have said already what you think of this claim'],
  'fate_claim.superseded': [409, 'This claim was replaced by a newer one, or is not of this case'],
  'fate_claim.basis_missing': [422, 'A claim that is more than an allegation needs something that it rests on'],
  'fate_claim.basis_unknown': [422, 'The claim names something that is not of this case or does not stand'],
  'fate_claim.perpetrators_only': [422, 'Documents of those who detained carry no more than "documented"'],
  'disclosure.wrong_state': [409, 'This step is not possible in the present state of the disclosure'],
  'disclosure.same_person': [409, 'A second person must agree: you planned or changed this yourself'],
  'disclosure.guards_unmet': [409, 'Something that must hold before anybody is told does not hold'],
  'disclosure.not_of_case': [422, 'The recipient, the link or the claim is not of this case'],
  'disclosure.nothing_to_correct': [422, 'A correction names a disclosure of this case that was delivered'],
  'reporter.unreadable': [409, 'What is stored is not what was sealed there; the supervisor was told'],
  'webhook.url': [422, 'Messages cannot be sent to this address'],
  'webhook.event_types': [422, 'Your organisation cannot be told of one of these'],
  'webhook.too_many': [409, 'Your organisation has twenty webhooks already: delete one first'],
  'webhook.two_secrets': [409, 'Two secrets sign at present: wait until the older one has ended'],
  'webhook.disabled': [409, 'This webhook is disabled: enable it first'],
  'alarm.own': [409, 'Somebody else must look at this: you gave rise to it yourself'],
  'service.busy': [503, 'Too many requests at once: come again in a moment'],
  'service.unavailable': [503, 'The service cannot do this at the moment'],
  'service.failed': [500, 'Something went wrong on our side'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof catalogue;

/** An error code for a due mark, the log or the terminal. The message is left out: a database error may quote a person's name. */
export function errorCodeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: string };
  return typeof code === 'string' ? code : (name ?? 'Error');
}

/** One thing that is wrong, and where: a JSON pointer into the body, or a row and column of a file. */
export interface FieldError {
  pointer?: string;
  row?: number;
  column?: string;
  code: string;
  message: string;
}

/** A field, part or parameter at `path` that the description of the interface does not have. */
export const unknownField = (path: readonly PathStep[]): FieldError => ({
  pointer: pointerOf(path),
  code: 'field.unknown',
  message: 'This is not known here.',
});

export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly errors?: FieldError[],
    /** Seconds after which the same request may go well; answered as Retry-After. */
    readonly retryAfter?: number,
  ) {
    super(code);
    [this.status, this.title] = catalogue[code];
  }

  /** The body of the answer, media type application/problem+json (RFC 9457). */
  toJSON(instance: string) {
    return {
      type: `urn:athar:problem:${this.code}`,
      title: this.title,
      status: this.status,
      ...(this.detail ? { detail: this.detail } : {}),
      instance: `urn:uuid:${instance}`,
      code: this.code,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}
