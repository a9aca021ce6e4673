export function NewPetition() {
  return null;
}
