import type { Attachment } from 'botbuilder';
import type { FileOffer } from '../files.js';

/** The card that asks whether the person wants the file. Source: Teams, "Send and receive files from a bot". */
export function consentCard({ name, description, sizeInBytes, context }: FileOffer): Attachment {
  return { contentType: 'application/vnd.microsoft.teams.card.file.consent', name, content: { description, sizeInBytes, acceptContext: context, declineContext: context } };
}
