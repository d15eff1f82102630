/** A wasm file that the build turns into a `data:` address. */
declare module "*.wasm" {
  const url: string;
  export default url;
}
