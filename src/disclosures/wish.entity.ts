import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecipientWish, SoughtWish, SpecialClass } from './disclosure-words.js';

/** What one relative says about one recipient: agreed, excluded, or his earlier word taken back. Rows are only added. */
@Entity('recipient_wishes')
export class RecipientWishRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') reporterId: string;
  @Column('uuid') saidBy: string;
  @Column('text') wish: RecipientWish;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid') recordedBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** What the sought person wants his family to learn. Rows are only added; the newest counts. */
@Entity('sought_person_wishes')
export class SoughtPersonWishRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('text') wish: SoughtWish;
  @Column('text') note: string;
  @Column('uuid') recordedBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Why one more person has to look at the case (R23). Rows are only added; the newest of each class counts. */
@Entity('case_special_classes')
export class CaseSpecialClass {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('text') class: SpecialClass;
  @Column('boolean') applies: boolean;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid') recordedBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Whether somebody thinks that what stands in a case of a special class may go to other organisations (R23). Rows are only added. */
@Entity('case_exchange_words')
export class CaseExchangeWord {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('boolean') allowed: boolean;
  @Column('text') reason: string;
  @Column('uuid') saidBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}
