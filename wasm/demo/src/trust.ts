// The one policy for addresses of scripts: workers of this page, from this origin.

interface Policy {
  createScriptURL(url: string): string;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

function sameOrigin(url: string): string {
  const address = new URL(url, document.baseURI);
  if (address.origin !== location.origin) throw new TypeError(`not a script of this page: ${address.href}`);
  return address.href;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy: Policy = factory?.createPolicy("cuesmith", { createScriptURL: sameOrigin }) ?? { createScriptURL: sameOrigin };

/** A module worker of this page. */
export function startWorker(url: string): Worker {
  return new Worker(policy.createScriptURL(url), { type: "module" });
}

/** Makes the page work offline; without service workers it works online. */
export async function registerOffline(): Promise<boolean> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return false;
  try {
    await navigator.serviceWorker.register(policy.createScriptURL("./sw.js"));
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return false;
  }
}
