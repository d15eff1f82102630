/** A fact that `cargo xtask test` hands over to its suites. */
export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: run this suite by \`cargo xtask test\``);
  }
  return value;
}
