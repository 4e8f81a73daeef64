import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { FiguresView } from '../src/figures/figures-view.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The two lists that somebody who hunts families would want (domain.md R22), under whatever name they come. */
const forbidden: [string, RegExp][] = [
  [
    'cases without a match for more than so many days',
    /(un(matched|suggested)|(without|no|lacking|missing)[\s_-]*(an?y?[\s_-]*)?(match|suggestion|candidate)e?s?)[\s_-]*(for|since|older|longer|over|after)?[\s_-]*(more[\s_-]*than)?[\s_-]*(\w+[\s_-]+)?(days?|weeks?|months?|since|older|longer|age)/i,
  ],
  [
    'families with or without a reachable contact',
    /((un)?reachable[\s_-]*(contact|famil|reporter)|(famil(y|ies)|reporters?)[\s_-]*(with|without|having|lacking|no)[\s_-]*(an?y?[\s_-]*)?(reachable|contact|phone))/i,
  ],
];
const foundIn = (text: string) => forbidden.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);

describe('R22: two metrics are forbidden by name', () => {
  it('and stand nowhere in the service, its interface, its tables or its console', () => {
    const files = ['src', 'migrations', 'web/src'].flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|tsx|sql|json)$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    expect(files.length).toBeGreaterThan(200);
    const found = [...files, 'openapi.json'].flatMap((path) =>
      foundIn(readFileSync(`${root}${path}`, 'utf8')).map((name) => `${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'cases_without_match_days',
    'casesWithoutMatchSince',
    'reports without a suggestion for more than 90 days',
    'unmatched_for_days',
    'families_without_contact',
    'families with reachable contact',
    'reachable_families',
    'reporters_without_phone',
  ])('%s would be found', (name) => {
    expect(foundIn(name)).toHaveLength(1);
  });

  it('the figures are these and no more: nothing of them is about age or about contacts', () => {
    expect(Object.keys(FiguresView.shape)).toEqual([
      'reports',
      'suggestions',
      'imports',
      'completeness',
      'reviewers',
      'waiting',
      'decisions',
      'weights',
      'import_rows',
    ]);
    // How long pairs wait for somebody to read them: of work that lies there, not of families to whom nothing came.
    expect(Object.keys(FiguresView.shape.waiting.shape.cells.element.shape)).toEqual(['since', 'count']);
    expect(Object.keys(FiguresView.shape.reports.shape)).toEqual(['total', 'cells']);
    expect(Object.keys(FiguresView.shape.reports.shape.cells.element.shape)).toEqual(['state', 'count']);
    expect(Object.keys(FiguresView.shape.suggestions.shape.cells.element.shape)).toEqual(['state', 'band', 'count']);
    expect(Object.keys(FiguresView.shape.imports.shape.cells.element.shape)).toEqual(['state', 'count']);
    // Shares of pairs that one search finds of those of another, over all organisations together: of no report and no family.
    expect(Object.keys(FiguresView.shape.completeness.unwrap().shape)).toEqual([
      'made_at',
      'sampled_reports',
      'pairs',
      'strong_pairs',
    ]);
  });
});
