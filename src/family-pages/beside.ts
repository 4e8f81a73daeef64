import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import { agreementInForce } from '../administration/agreements.js';
import type { Draft } from './drafts.js';
import type { Here } from './page.js';
import { PlaceNames } from './place-names.js';
import type { Beside, Question } from './questions/question.js';
import { isRelative } from './questions/relationship.js';

const inDamascus = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Damascus' });

/** Today, where most who write here are. */
export const today = (): string => inDamascus.format();

/** What the questions show that nobody typed. */
@Injectable()
export class Besides {
  constructor(
    private readonly acting: Acting,
    private readonly places: PlaceNames,
  ) {}

  /** @param question the one that is asked; of the others nothing that has to be looked up is shown */
  async of({ language }: Here, answers: Draft['answers'], question?: Question): Promise<Beside> {
    const [governorates, partners] = await Promise.all([
      this.places.governorates(language),
      question?.namesPartners ? this.partners() : [],
    ]);
    return { governorates, partners, isRelative: isRelative(answers.relationship), today: today() };
  }

  /** Who hands in lists under an agreement that is in force. Names of organisations, and nothing of what they handed in. */
  async partners(): Promise<string[]> {
    const found: { name: string }[] = await this.acting.atTheDoor((manager) =>
      manager.query(
        `select name from organisations where kind = 'partner' and exists (
           select 1 from agreements where organisation_id = organisations.id and purpose = 'import' and ${agreementInForce})
         order by name`,
      ),
    );
    return found.map(({ name }) => name);
  }
}
