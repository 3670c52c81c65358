import { TurnContext, type Activity, type Attachment, type InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import { noticeCard, present } from '../../cards/index.js';
import type { Turn } from '../turn.js';
import type { Log, Person } from '../types.js';
import type { TeamsAdapter } from './adapter.js';
import type { Delivery } from './delivery.js';
import { Recently } from './recently.js';
import { personOf, type Place } from './sender.js';
import { upload, UploadError } from './upload.js';

export interface FileConsentParts {
  adapter: TeamsAdapter;
  turn: Turn;
  delivery: Delivery;
  isDemo: boolean;
  log: Log;
}

const consentSchema = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.unknown(),
  uploadInfo: z.looseObject({ name: z.string().max(400), uploadUrl: z.string().max(8_000), contentUrl: z.string().max(8_000), uniqueId: z.string().max(400), fileType: z.string().max(40) }).nullish(),
});
type UploadInfo = NonNullable<z.output<typeof consentSchema>['uploadInfo']>;

/** What the person answers to it. The invoke is acknowledged at once: a large file takes longer than Teams waits. */
export class FileConsents {
  readonly #accepted = new Recently(60 * 60_000);
  readonly #running = new Set<Promise<void>>();

  constructor(private readonly parts: FileConsentParts) {}

  /** Undefined: no invoke of these. */
  async answer(context: TurnContext): Promise<InvokeResponse | undefined> {
    const { activity } = context;
    if (activity.name !== 'fileConsent/invoke') return undefined;
    const consent = consentSchema.safeParse(activity.value);
    const person = personOf(activity);
    if (!consent.success || !person.isPersonal) return { status: 400, body: { code: 'BadConsent', message: 'This is no answer to an offer of mine in a personal chat.' } };
    const { action, context: offered, uploadInfo } = consent.data;
    const place = { reference: TurnContext.getConversationReference(activity), ...(activity.replyToId && { id: activity.replyToId }) };
    if (action === 'decline') await this.#tell(place, 'No file was made.');
    else if (!uploadInfo) return { status: 400, body: { code: 'BadConsent', message: 'There is no place to put the file.' } };
    else if (this.#accepted.isFirst(uploadInfo.uploadUrl)) this.#start(this.#carry(place, { offered, person, uploadInfo }));
    return { status: 200 };
  }

  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #start(work: Promise<void>): void {
    const running: Promise<void> = work.catch((cause: unknown) => this.parts.log('handing out a file failed', cause)).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #carry(place: Place, { offered, person, uploadInfo }: { offered: unknown; person: Person; uploadInfo: UploadInfo }): Promise<void> {
    await this.#tell(place, 'The file is being made…');
    const { sentence, isDone } = await this.#make(offered, person, uploadInfo);
    await this.#tell(place, sentence);
    if (isDone) await this.#send(place, fileInfo(uploadInfo));
  }

  async #make(offered: unknown, person: Person, { uploadUrl: url, name }: UploadInfo): Promise<{ sentence: string; isDone: boolean }> {
    let isDone = false;
    const { adapter, turn } = this.parts;
    const sentence = await turn.makeFile(offered, person, async ({ path, size, sha256, accounts, scannedAt }) => {
      await upload({ url, path, size, isLocal: adapter.isLocal });
      isDone = true;
      return `\`${name}\`: ${accounts.toLocaleString('en-US')} accounts, scanned ${scannedAt.slice(0, 16).replace('T', ' ')} UTC. SHA-256 of the data: ${sha256}`;
    }).catch((cause: unknown) => this.#failure(cause));
    return { sentence, isDone };
  }

  #failure(cause: unknown): string {
    if (cause instanceof UploadError) return cause.message;
    this.parts.log('an export failed', cause);
    return 'The file could not be made, and nothing was handed out. Please try again in a minute; the cause is in the log.';
  }

  async #tell(place: Place, message: string): Promise<void> {
    await this.parts.delivery.into(place, present(noticeCard, { message }, { isDemo: this.parts.isDemo }));
  }

  async #send({ reference }: Place, attachment: Attachment): Promise<void> {
    const { adapter } = this.parts;
    const message: Partial<Activity> = { type: 'message', attachments: [attachment] };
    await adapter.continueConversationAsync(adapter.appId, reference, async (context) => void (await context.sendActivity(message)));
  }
}

function fileInfo({ name, contentUrl, uniqueId, fileType }: UploadInfo): Attachment {
  return { contentType: 'application/vnd.microsoft.teams.card.file.info', name, contentUrl, content: { uniqueId, fileType } };
}
