/** Where and as whom to sign in. */
export interface Credentials {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Of the local pool. */
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
}

/** One whole sign-in of a client that is loaded and ready; resolves once the client has its tokens. */
export type SignIn = (credentials: Credentials) => Promise<unknown>;
