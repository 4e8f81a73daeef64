/** A list in which nothing is: why, and what comes next. */
export function EmptyNotice({ says, next }: { says: string; next: string }) {
  return (
    <div className="notice empty">
      <p>
        <strong>{says}</strong>
      </p>
      <p>{next}</p>
    </div>
  );
}
