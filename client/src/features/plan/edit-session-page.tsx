export function EditSessionPage() {
  return <main />;
}
