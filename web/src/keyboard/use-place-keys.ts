import { useRef } from 'react';
import { useLocation } from 'wouter';
import type { Role } from '../api/types.js';
import { searchesNames, seesCases } from '../session/roles.js';
import { useKeys } from './use-keys.js';

/** So long after G a further key says where to go. */
const longestPauseMs = 1_500;

/** Places of case staff by key, from every screen: / to the search; G and then Q to the queue, C to the cases, D to the disclosures of the case that is open. */
export function usePlaceKeys(role: Role | undefined): void {
  const [location, navigate] = useLocation();
  const pressedG = useRef(0);
  const go = (to: string) => () => {
    const inTime = Date.now() - pressedG.current < longestPauseMs;
    pressedG.current = 0;
    if (inTime && role && seesCases(role)) navigate(to);
  };
  const toSearch = (event: KeyboardEvent) => {
    if (!role || !searchesNames(role) || location === '/search') return;
    event.preventDefault();
    navigate('/search');
  };
  const startSequence = () => {
    pressedG.current = Date.now();
  };
  const openCase = /^\/cases\/[^/]+/.exec(location)?.[0];
  useKeys({
    Slash: toSearch,
    KeyG: startSequence,
    KeyQ: go('/suggestions'),
    KeyC: go('/cases'),
    KeyD: openCase ? go(`${openCase}/disclosure`) : undefined,
  });
}
