// Photographs are made smaller before they are sent (1600 px on the longer side), to save the person's data. What the
// browser cannot draw (HEIC, PDF) goes as it is: the server decides.

const LONGEST = 1600;
const QUALITY = 0.82;
const WORTH_IT = 400_000;

for (const input of document.querySelectorAll('input[type="file"]')) {
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener('change', () => void shrinkAll(input));
}

/** @param {HTMLInputElement} input */
async function shrinkAll(input) {
  const chosen = [...(input.files ?? [])];
  const files = await Promise.all(chosen.map(smaller));
  if (files.every((file, index) => file === chosen[index])) return;
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
}

/**
 * @param {File} file
 * @returns {Promise<File>}
 */
async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < WORTH_IT) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY);
    });
    if (!(blob instanceof Blob) || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' });
  } catch {
    return file;
  }
}
