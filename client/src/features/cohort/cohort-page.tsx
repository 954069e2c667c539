export function CohortPage() {
  return <main />;
}
