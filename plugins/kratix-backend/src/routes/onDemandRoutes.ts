import { NotFoundError } from '@backstage/errors';
import {
  EventList,
  FileList,
  KratixPod,
  RunList,
} from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Request, Router } from 'express';
import { z } from 'zod';
import { Access } from '../access/Access';
import { AppliedWrites } from '../onDemand/AppliedWrites';
import { FileHistory } from '../onDemand/FileHistory';
import { FailedRuns } from '../onDemand/FailedRuns';
import { diagnose } from '../onDemand/diagnose';
import { sendLog } from '../onDemand/sendLog';
import { findRequest } from '../query/findRequest';
import { parse, parseRef, REQUEST_ROUTE } from './parse';
import { requireLogs } from './requireLogs';

const flag = z.enum(['true', 'false']).transform(value => value === 'true');

const logQuerySchema = z
  .object({
    pipeline: z.string().optional(),
    step: z.string().optional(),
    pod: z.string().optional(),
    tail: z.coerce.number().int().min(1).max(100_000).default(1_000),
    follow: flag.default('false'),
    previous: flag.default('false'),
  })
  .strict();

/** GET …/runs, …/logs, …/events, …/files and …/diagnosis: what asks the cluster. */
export function addOnDemandRoutes(
  router: Router,
  options: {
    access: Access;
    platforms: KratixPlatforms;
    history: FileHistory;
    writes: AppliedWrites;
    failures: FailedRuns;
    /** Ends all streams. */
    shutdown: AbortSignal;
  },
): void {
  const { access, platforms, history, writes, failures, shutdown } = options;

  const find = async (req: Request) => {
    const rights = await access.rights(req, 'read', 'readLogs');
    rights.require('read');
    const ref = parseRef(req.params);
    const platform = platforms.get(ref.platform);
    return { platform, rights, ...findRequest(platform, ref, rights) };
  };

  router.get(`${REQUEST_ROUTE}/diagnosis`, async (req, res) => {
    const { platform, request, manifest, rights } = await find(req);
    const mayReadLogs = rights.allows('readLogs', request);
    res.json(
      await diagnose(platform, request, manifest, {
        mayReadLogs,
        writes,
        failures,
      }),
    );
  });

  router.get(`${REQUEST_ROUTE}/runs`, async (req, res) => {
    const { platform, request, rights } = await find(req);
    requireLogs(rights, request);
    const runs: RunList = {
      items: failures.among(await platform.reads.podsOf(request), request),
    };
    res.json(runs);
  });

  router.get(`${REQUEST_ROUTE}/events`, async (req, res) => {
    const { platform, request, rights } = await find(req);
    requireLogs(rights, request);
    const events: EventList = {
      items: await platform.reads.eventsOf(request),
    };
    res.json(events);
  });

  router.get(`${REQUEST_ROUTE}/files`, async (req, res) => {
    const { platform, request, rights } = await find(req);
    requireLogs(rights, request);
    const items = platform.placementsOf(request).map(async placement => ({
      placement: placement.name,
      pipeline: placement.pipeline,
      destination: placement.destination,
      versionId: placement.versionId,
      ...(await history.compare(
        platform,
        request,
        placement,
        await platform.reads.filesOf(placement),
      )),
    }));
    const files: FileList = { items: await Promise.all(items) };
    res.json(files);
  });

  router.get(`${REQUEST_ROUTE}/logs`, async (req, res) => {
    const { platform, request, rights } = await find(req);
    requireLogs(rights, request);
    const query = parse(logQuerySchema, req.query, 'query');
    // Only Pods of this request are looked among: a name from outside opens no other log.
    const kept = await platform.reads.podsOf(request);
    const { pod, step } = pickStep(failures.among(kept, request), query);
    const lines = kept.includes(pod)
      ? undefined
      : failures.linesOf(request, step);
    if (lines) {
      res.set('Cache-Control', 'no-store').type('text/plain');
      res.send(lines.map(line => `${line}\n`).join(''));
      return;
    }
    await sendLog(res, {
      signal: shutdown,
      open: signal =>
        platform.reads.log(pod, step, {
          tailLines: query.tail,
          follow: query.follow,
          previous: query.previous,
          signal,
        }),
    });
  });
}

/** The named Step, else the one that tells most: failed, running, or the last that ran. */
function pickStep(
  pods: KratixPod[],
  wanted: { pipeline?: string; step?: string; pod?: string },
): { pod: KratixPod; step: string } {
  const pod = pods.find(
    ({ name, pipeline }) =>
      (wanted.pod === undefined || wanted.pod === name) &&
      (wanted.pipeline === undefined || wanted.pipeline === pipeline),
  );
  if (!pod) {
    throw new NotFoundError(
      `There is no run of ${
        wanted.pipeline ? `Pipeline ${wanted.pipeline}` : 'a Pipeline'
      }${wanted.pod ? ` in Pod ${wanted.pod}` : ''} whose log is kept.`,
    );
  }
  const own = pod.steps.filter(({ role }) => role === 'author');
  const step =
    wanted.step === undefined
      ? pod.steps.find(({ exitCode }) => exitCode) ??
        pod.steps.find(({ state }) => state === 'running') ??
        own[own.length - 1]
      : pod.steps.find(({ name }) => name === wanted.step);
  if (!step) {
    throw new NotFoundError(
      `Pod ${pod.name} has no step ${wanted.step ?? ''}; it has ${pod.steps
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  }
  return { pod, step: step.name };
}
