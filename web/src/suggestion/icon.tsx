/** Small drawings that stand before a word, never alone. All on a 16 by 16 field, in the colour of the text. */
const drawings = {
  tick: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  dash: 'M4 8h8',
  back: 'M7 3.5 2.5 8 7 12.5M2.5 8h7a4 4 0 0 1 4 4',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M8 5v3.5l2.5 1.5',
  up: 'M8 13.5v-10M4 7.5l4-4 4 4',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  warning: 'M8 2.5 14.5 13.5h-13zM8 7v3M8 11.75v.25',
  ring: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11',
  twoScripts: 'M1.5 8.5 4.5 11.5 10 5M8.5 10.5 9.5 11.5 15 5.5',
  almost: 'M2.5 7c2-3 4-3 5.5-1.2S11.5 7.5 13.5 5M2.5 12c2-3 4-3 5.5-1.2S11.5 12.5 13.5 10',
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name, mirrored = false }: { name: IconName; mirrored?: boolean }) {
  return (
    <svg className={mirrored ? 'icon mirrored' : 'icon'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
