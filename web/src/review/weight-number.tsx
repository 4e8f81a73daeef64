const format = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

/** A match weight with its sign, read from the left in every language. */
export function WeightNumber({ weight }: { weight: number }) {
  return (
    <bdi dir="ltr" className="weight-number">
      {format.format(weight).replace('-', '\u2212')}
    </bdi>
  );
}
