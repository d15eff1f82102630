/** cognito-srp 0.2.0 ships types that need others; these are the parts used here. */
declare module "cognito-srp" {
  interface Session {
    calculateSignature(secretBlock: string, timestamp: string): string;
  }
  class ClientPasswordChallenge {
    constructor(poolname: string, user: { username: string; password: string }, a: string);
    calculateA(): Buffer;
    getSession(B: string, salt: string): Session;
  }
  interface User {
    username: string;
    salt: string;
    verifier: string;
  }
  interface ServerPasswordChallenge {
    calculateB(): Buffer;
    getSession(A: string): Session & { key: Buffer };
  }
  class UserPool {
    constructor(poolname: string);
    createUser(user: { username: string; password: string }, salt?: string): Promise<User>;
    getServerChallenge(user: User): Promise<ServerPasswordChallenge>;
  }
}
