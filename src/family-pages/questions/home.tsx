import type { Answers } from '../drafts.js';
import { Line } from '../fields.js';
import { FormReader, longest } from './form-reader.js';
import { LeftEmpty, leftEmptyOf, readLeftEmpty, whyEmpty } from './left-empty.js';
import { Governorate } from './places.js';
import type { Question } from './question.js';

const paths = ['sought.home', 'sought.registration'] as const;

function read(answers: Answers) {
  const form = new FormReader(answers);
  const governorate = form.line('governorate', longest.short);
  // Both together must fit.
  const town = form.line('home', longest.place - (governorate ? governorate.length + 2 : 0));
  const home = [town, governorate].filter(Boolean).join(', ') || undefined;
  const registration = form.line('registration', longest.place);
  const unanswered = readLeftEmpty(form, { 'sought.home': home, 'sought.registration': registration });
  return { faults: form.faults, told: { sought: { home, registration }, unanswered } };
}

/** F8. The governorate is written behind the town, as people say it. */
export const home: Question = {
  path: 'home',
  title: 'home.title',
  Fields: (props) => {
    const { here, answers, faults } = props;
    return (
      <>
        <Line name="home" label={here.words('home.home')} value={answers.home} fault={faults.home} list="places" />
        <Governorate {...props} label={here.words('home.governorate')} />
        <Line
          name="registration"
          label={here.words('home.registration')}
          value={answers.registration}
          fault={faults.registration}
        />
        <LeftEmpty here={here} answers={answers} fault={faults.unknown} several />
      </>
    );
  },
  read,
  answersOf: ({ sought: { home, registration }, unanswered }) => ({
    ...(home && { home }),
    ...(registration && { registration }),
    ...leftEmptyOf(unanswered, paths),
  }),
  shown(answers, here) {
    const { home, registration } = read(answers).told.sought;
    const words = (text: string | undefined) => (text ? <bdi dir="auto">{text}</bdi> : whyEmpty(here, answers));
    return [
      { what: here.words('home.home'), answer: words(home) },
      { what: here.words('home.registration'), answer: words(registration) },
    ];
  },
};
