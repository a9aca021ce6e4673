// Photographs are made smaller before they are sent (1600 px on the longer side, 1280 px where the line is slow or the
// person saves data), so that one is sent in some seconds. What the browser cannot draw (HEIC, PDF) goes as it is: the
// server decides.

const GOOD = { longest: 1600, quality: 0.82 };
const SPARING = { longest: 1280, quality: 0.7 };
const WORTH_IT = 400_000;

/**
 * What is still being made smaller, by the form it belongs to.
 * @type {Map<HTMLFormElement | null, Promise<void>>}
 */
const underWay = new Map();

for (const input of document.querySelectorAll('input[type="file"]')) {
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener('change', () => {
    const { form } = input;
    const work = Promise.allSettled([underWay.get(form), shrinkAll(input)]).then(() => {
      if (underWay.get(form) === work) underWay.delete(form);
    });
    underWay.set(form, work);
  });
}

// Who is quick to press would send the photo as the camera made it. The press waits, and a second one changes nothing.
document.addEventListener(
  'submit',
  (event) => {
    const { target, submitter } = event;
    if (!(target instanceof HTMLFormElement)) return;
    const work = underWay.get(target);
    if (work === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (target.ariaBusy === 'true') return;
    target.ariaBusy = 'true';
    void work.then(() => {
      target.ariaBusy = null;
      target.requestSubmit(submitter instanceof HTMLElement ? submitter : null);
    });
  },
  { capture: true },
);

/** As far as the browser tells; where it tells nothing, the line is taken for a good one. */
function isLineSlow() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean, effectiveType?: string } }} */ (
    navigator
  );
  return connection?.saveData === true || /^(?:slow-)?[23]g$/.test(connection?.effectiveType ?? '');
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
    const { longest, quality } = isLineSlow() ? SPARING : GOOD;
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', quality);
    });
    if (!(blob instanceof Blob) || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' });
  } catch {
    return file;
  }
}
