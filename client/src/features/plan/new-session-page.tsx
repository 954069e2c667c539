export function NewSessionPage() {
  return <main />;
}
