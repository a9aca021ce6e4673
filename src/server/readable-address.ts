/**
 * An address that cannot be read (`/c/x/%E0%A4%A`: its percent signs spell no letters) becomes one that nobody serves:
 * each sign of its path stands for itself. It goes the way of every unknown address, with the headers, the city and the
 * language of the request, instead of being answered by the framework before any of them is known.
 * @param url path with query, as on the wire
 */
export function readableAddress(url: string): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + (end === -1 ? '' : url.slice(end));
  }
}
