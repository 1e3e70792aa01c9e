import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { basicAuthorization, GitCredentials } from './GitCommand';

const TIMEOUT = 10_000;
const MAX_ANSWER = 64 * 1024;
const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A line of Git's protocol: its length in hexadecimal, then the text. */
function packet(text: string): string {
  return (text.length + 4).toString(16).padStart(4, '0') + text;
}

async function readAnswer(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER) {
      return undefined;
    }
  }
  return text;
}

/** Asks for one ref, in version 2 of Git's protocol, which needs one request for that. */
async function queryHttp(
  url: string,
  ref: string,
  credentials: GitCredentials | undefined,
): Promise<string | undefined> {
  const body = [
    packet('command=ls-refs\n'),
    '0001',
    packet(`ref-prefix ${ref}\n`),
    '0000',
  ].join('');
  const response = await fetch(`${url.replace(/\/+$/, '')}/git-upload-pack`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-git-upload-pack-request',
      Accept: 'application/x-git-upload-pack-result',
      'Git-Protocol': 'version=2',
      'User-Agent': 'git/2 (backstage-plugin-kratix)',
      ...(credentials && { Authorization: basicAuthorization(credentials) }),
    },
    body,
    // The credentials are for this host alone.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) {
    await response.body?.cancel();
    return undefined;
  }
  const answer = await readAnswer(response);
  for (const line of answer?.split('\n') ?? []) {
    const [id, name] = line.replace(/^0000|^[0-9a-f]{4}/, '').split(' ');
    if (name === ref && OBJECT_ID.test(id)) {
      return id;
    }
  }
  return undefined;
}

async function queryFile(
  url: string,
  ref: string,
): Promise<string | undefined> {
  const root = fileURLToPath(url);
  for (const directory of [root, join(root, '.git')]) {
    const read = (file: string) =>
      readFile(join(directory, file), 'utf8').catch(() => '');
    const loose = (await read(ref)).trim();
    if (loose) {
      return OBJECT_ID.test(loose) ? loose : undefined;
    }
    for (const line of (await read('packed-refs')).split('\n')) {
      const [id, name] = line.split(' ');
      if (name === ref && OBJECT_ID.test(id)) {
        return id;
      }
    }
  }
  return undefined;
}

/**
 * Asks for the newest commit of a branch without starting a program, which in a process as large as
 * Backstage's costs more than the question.
 *
 * @returns undefined where that cannot be told in this way, for whatever reason: `git ls-remote` can,
 * or says why not.
 */
export async function queryHead(
  url: string,
  branch: string,
  credentials?: GitCredentials,
): Promise<string | undefined> {
  const ref = `refs/heads/${branch}`;
  try {
    if (/^https?:/.test(url)) {
      return await queryHttp(url, ref, credentials);
    }
    return url.startsWith('file:') ? await queryFile(url, ref) : undefined;
  } catch {
    return undefined;
  }
}
