/** Shows which key presses the button it stands in; assistive technology reads `aria-keyshortcuts` there instead. */
export function KeyHint({ press }: { press: string | number }) {
  return (
    <span className="key" aria-hidden="true">
      {press}
    </span>
  );
}
