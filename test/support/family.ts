import type { Client } from './application.js';
import { aReport, markerFamily, markerFamilyArabic } from './builders.js';

/** Texts of an invented reporter. None may be found anywhere in clear. */
export const mona = {
  relationship: 'mother',
  language: 'ar',
  under_threat: true,
  name: `منى ${markerFamilyArabic}`,
  contacts: [
    {
      kind: 'phone',
      value: `+000 000 111 ${markerFamily}`,
      safe_times: `after eight, ask for ${markerFamily}`,
      who_may_answer: `her sister Huda ${markerFamily}`,
      code_word: `olive tree ${markerFamily}`,
      instructions: `Say it is about the ${markerFamily} school.\nNothing on the telephone.`,
      may_leave_message: false,
      preferred_language: 'ar',
    },
    { kind: 'email', value: `mona@${markerFamily.toLowerCase()}.example` },
  ],
};

export const tareq = {
  relationship: 'sibling',
  language: 'en',
  name: `Tareq ${markerFamily}`,
  contacts: [{ kind: 'whatsapp', value: `+000 000 222 ${markerFamily}` }],
};

/** A report that somebody of this name and with these contacts files. */
export async function fileWith(client: Client, reporter: object = mona): Promise<{ id: string; reporterId: string }> {
  const filed = await client.post('/v1/reports', { ...aReport(), reporter });
  if (filed.status !== 201) throw new Error(`Filing a report answered ${filed.status}`);
  const { body } = await client.get(`/v1/reports/${filed.body.id}/reporters`);
  if (body.items.length !== 1) throw new Error(`A new report has ${body.items.length} reporters`);
  return { id: filed.body.id, reporterId: body.items[0].id };
}

export async function join(client: Client, reportId: string, reporter: object): Promise<string> {
  const joined = await client.post(`/v1/reports/${reportId}/reporters`, reporter);
  if (joined.status !== 201) throw new Error(`Joining a report answered ${joined.status}`);
  return joined.body.id;
}

export const reveal = (client: Client, reportId: string, reporterId: string, body: object = {}) =>
  client.post(`/v1/reports/${reportId}/reporters/${reporterId}/reveal`, {
    fields: ['name', 'contacts'],
    reason: `Calling back ${markerFamily}`,
    ...body,
  });
