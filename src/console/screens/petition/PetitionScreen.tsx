export function PetitionScreen() {
  return null;
}
