import type { FamilyLanguage } from '../family-languages.js';
import { kept } from './kept.js';
import { languages } from './languages.js';

interface Country {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** By which hours are counted there (IANA). */
  zone: string;
}

/** Syria, its neighbours, and where most Syrians live (UNHCR, 2024); a country with several hours once for each of its largest zones. */
const countries: readonly Country[] = [
  ['SY', 'Asia/Damascus'],
  ['TR', 'Europe/Istanbul'],
  ['LB', 'Asia/Beirut'],
  ['JO', 'Asia/Amman'],
  ['IQ', 'Asia/Baghdad'],
  ['EG', 'Africa/Cairo'],
  ['DE', 'Europe/Berlin'],
  ['AT', 'Europe/Vienna'],
  ['CH', 'Europe/Zurich'],
  ['NL', 'Europe/Amsterdam'],
  ['BE', 'Europe/Brussels'],
  ['FR', 'Europe/Paris'],
  ['SE', 'Europe/Stockholm'],
  ['NO', 'Europe/Oslo'],
  ['DK', 'Europe/Copenhagen'],
  ['FI', 'Europe/Helsinki'],
  ['GB', 'Europe/London'],
  ['IE', 'Europe/Dublin'],
  ['ES', 'Europe/Madrid'],
  ['IT', 'Europe/Rome'],
  ['GR', 'Europe/Athens'],
  ['CY', 'Asia/Nicosia'],
  ['BG', 'Europe/Sofia'],
  ['RO', 'Europe/Bucharest'],
  ['HU', 'Europe/Budapest'],
  ['PL', 'Europe/Warsaw'],
  ['RU', 'Europe/Moscow'],
  ['AM', 'Asia/Yerevan'],
  ['SA', 'Asia/Riyadh'],
  ['AE', 'Asia/Dubai'],
  ['KW', 'Asia/Kuwait'],
  ['QA', 'Asia/Qatar'],
  ['BH', 'Asia/Bahrain'],
  ['OM', 'Asia/Muscat'],
  ['YE', 'Asia/Aden'],
  ['LY', 'Africa/Tripoli'],
  ['TN', 'Africa/Tunis'],
  ['DZ', 'Africa/Algiers'],
  ['MA', 'Africa/Casablanca'],
  ['SD', 'Africa/Khartoum'],
  ['US', 'America/New_York'],
  ['US', 'America/Chicago'],
  ['US', 'America/Los_Angeles'],
  ['CA', 'America/Toronto'],
  ['CA', 'America/Vancouver'],
  ['BR', 'America/Sao_Paulo'],
  ['AR', 'America/Argentina/Buenos_Aires'],
  ['VE', 'America/Caracas'],
  ['AU', 'Australia/Sydney'],
  ['AU', 'Australia/Perth'],
].map(([country, zone]) => ({ country, zone }));

/** @param zone as chosen; undefined for any other text */
export const countryOf = (zone: string): Country | undefined => countries.find((each) => each.zone === zone);

/** Countries in the language of the page, with the difference to UTC where one has several. Syria and its neighbours first. */
export const timeZoneChoices = kept((language: FamilyLanguage): { value: string; label: string }[] => {
  const names = new Intl.DisplayNames(languages[language].locale, { type: 'region' });
  return countries.map(({ country, zone }) => {
    const name = names.of(country) ?? country;
    const several = countries.filter((each) => each.country === country).length > 1;
    return { value: zone, label: several ? `${name} (${differenceOf(zone)})` : name };
  });
});

/** In winter: "UTC-5". */
function differenceOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    Date.UTC(2026, zone.startsWith('Australia') ? 6 : 0, 15),
  );
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC');
}
