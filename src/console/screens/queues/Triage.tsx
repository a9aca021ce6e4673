export function Triage() {
  return null;
}
