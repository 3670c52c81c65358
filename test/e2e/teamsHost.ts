/**
 * A page that stands where Teams stands: it frames the tab and speaks the messages of teams-js 2 (its `communication` module):
 * `{ id, uuid, func, args }` from the frame, `{ id, uuid, args }` back, `{ func, args }` for events. What the frame asked for is kept in `asked`.
 */
export function teamsHost({ frame, token, theme, page, frameContext = 'content' }: { frame: string; token: string; theme: string; page?: string; frameContext?: 'content' | 'settings' }): string {
  // As hosts send it: the library makes its newer shape of it.
  const context = { theme, locale: 'en-GB', entityId: 'report', frameContext, hostClientType: 'web', hostName: 'Teams', sessionId: 's', tid: 't', userObjectId: 'u', ...(page && { subEntityId: page }) };
  const runtime = { apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { pages: { config: {} }, dialog: {} } };
  return `<!doctype html><title>Teams</title><style>html,body,iframe{margin:0;border:0;width:100%;height:100vh;display:block}</style>
<iframe name="tab" src="${frame}"></iframe>
<script>
const context = ${JSON.stringify(context)}, runtime = ${JSON.stringify(JSON.stringify(runtime))}, token = ${JSON.stringify(token)};
window.asked = [];
const answers = {
  initialize: () => [context.frameContext, 'web', runtime, '2.0.0'],
  getContext: () => [context],
  'authentication.getAuthToken': () => [true, token],
  'settings.setSettings': () => [true],
  executeDeepLink: () => [true],
  openLink: () => [true],
};
addEventListener('message', ({ data, source }) => {
  if (!data || !data.func) return;
  asked.push({ func: data.func, args: data.args });
  const answer = answers[data.func];
  if (answer) source.postMessage({ id: data.id, uuid: data.uuid, uuidAsString: data.uuidAsString, args: answer() }, '*');
});
window.tell = (func, args) => frames[0].postMessage({ func, args }, '*');
</script>`;
}
