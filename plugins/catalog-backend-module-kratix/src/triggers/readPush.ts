import { EventParams } from '@backstage/plugin-events-node';
import { z } from 'zod';
import { repositoryKey } from './repositoryKey';

/** What a Git host says was pushed to. */
export interface Push {
  /** Keys of the repository, as {@link repositoryKey} makes them; several spellings of one. */
  repositories: string[];
  /** Branches that were written or deleted. */
  branches: string[];
}

interface Addressed {
  urls: (string | undefined)[];
  refs: (string | undefined)[];
}

const text = z.string().max(2000).optional().catch(undefined);
const list = <T extends z.ZodTypeAny>(item: T) =>
  z.array(item).max(1000).catch([]);

/** GitHub, and Gitea after its example. */
const github = z
  .object({
    ref: text,
    repository: z.object({ clone_url: text, ssh_url: text, html_url: text }),
  })
  .transform(
    ({ ref, repository: { clone_url, ssh_url, html_url } }): Addressed => ({
      urls: [clone_url, ssh_url, html_url],
      refs: [ref],
    }),
  );

const gitlab = z
  .object({
    ref: text,
    project: z.object({ git_http_url: text, git_ssh_url: text, web_url: text }),
  })
  .transform(
    ({ ref, project: { git_http_url, git_ssh_url, web_url } }): Addressed => ({
      urls: [git_http_url, git_ssh_url, web_url],
      refs: [ref],
    }),
  );

const branchName = z.object({ name: text }).nullish().catch(undefined);

const bitbucketCloud = z
  .object({
    repository: z.object({
      links: z.object({ html: z.object({ href: text }) }),
    }),
    push: z.object({
      changes: list(z.object({ new: branchName, old: branchName })),
    }),
  })
  .transform(
    ({ repository, push }): Addressed => ({
      urls: [repository.links.html.href],
      refs: push.changes.map(change => (change.new ?? change.old)?.name),
    }),
  );

const bitbucketServer = z
  .object({
    repository: z.object({
      slug: z.string(),
      project: z.object({ key: z.string() }),
      links: z
        .object({ clone: list(z.object({ href: text })) })
        .catch({ clone: [] }),
    }),
    changes: list(z.object({ ref: z.object({ id: text }) })),
  })
  .transform(
    ({ repository: { slug, project, links }, changes }): Addressed => ({
      urls: links.clone.length
        ? links.clone.map(({ href }) => href)
        : // Older servers do not say where they are.
          [`https://*/${project.key}/${slug}`],
      refs: changes.map(({ ref }) => ref.id),
    }),
  );

const azureDevOps = z
  .object({
    resource: z.object({
      refUpdates: list(z.object({ name: text })),
      repository: z.object({ remoteUrl: text, sshUrl: text }),
    }),
  })
  .transform(
    ({ resource: { refUpdates, repository } }): Addressed => ({
      urls: [repository.remoteUrl, repository.sshUrl],
      refs: refUpdates.map(({ name }) => name),
    }),
  );

/** Reads the payload of a push, by the topic that Backstage's events modules publish it under. */
const readers = {
  'github.push': github,
  'gitea.push': github,
  'gitlab.push': gitlab,
  'bitbucketCloud.repo:push': bitbucketCloud,
  'bitbucketServer.repo:refs_changed': bitbucketServer,
  'azureDevOps.git.push': azureDevOps,
};

/** Topics that pushes are published under. */
export const PUSH_TOPICS = Object.keys(readers);

function isTopic(topic: string): topic is keyof typeof readers {
  return Object.hasOwn(readers, topic);
}

/** @returns undefined for an event that is none of a push to a branch */
export function readPush({
  topic,
  eventPayload,
}: EventParams): Push | undefined {
  if (!isTopic(topic)) {
    return undefined;
  }
  const read = readers[topic].safeParse(eventPayload);
  if (!read.success) {
    return undefined;
  }
  const push: Push = {
    repositories: read.data.urls.flatMap(
      url => (url && repositoryKey(url)) || [],
    ),
    branches: read.data.refs.flatMap(ref =>
      ref && !ref.startsWith('refs/tags/')
        ? ref.replace(/^refs\/heads\//, '')
        : [],
    ),
  };
  return push.repositories.length && push.branches.length ? push : undefined;
}

/** Whether a push may have changed what a source reads there. */
export function concerns(
  push: Push,
  { url, branch }: { url: string; branch: string },
): boolean {
  const key = repositoryKey(url);
  return (
    key !== undefined &&
    push.branches.includes(branch) &&
    push.repositories.some(pushed =>
      pushed.startsWith('*/') ? key.endsWith(pushed.slice(1)) : pushed === key,
    )
  );
}
