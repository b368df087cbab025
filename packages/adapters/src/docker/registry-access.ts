/** Where images are pushed, and as whom. */
export interface RegistryLogin {
  /** Host, and port when there is one, as image references begin with. */
  readonly registry: string;
  /** Without them the registry is asked anonymously, or as docker is logged in already. */
  readonly username?: string;
  /** Goes to standard input and request headers only. */
  readonly password?: string;
}

export interface RegistryAccess {
  /** Asked once per build. Throws what the registry's own API throws. */
  login(): Promise<RegistryLogin>;
  /** Finds the repository or makes it; absent where pushing makes it. Throws REPOSITORY_MISSING. */
  ensureRepository?(repository: string, options: { readonly create: boolean }): Promise<void>;
}

/** docker speaks plain http to this machine and https to every other; so do we. */
export function registryOrigin(registry: string): string {
  const { hostname } = new URL(`https://${registry}`);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
  return `${loopback ? 'http' : 'https'}://${registry}`;
}
