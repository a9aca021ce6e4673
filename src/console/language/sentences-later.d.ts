declare module '*.json?later' {
  const sentences: { readonly [key: string]: typeof sentences | string };
  export default sentences;
}
