/** Where Teams runs: worldwide, the new domain, US government, China (Teams docs, "tab requirements"). */
const TEAMS_HOSTS = [
  'https://teams.microsoft.com', 'https://*.teams.microsoft.com', 'https://*.cloud.microsoft', 'https://*.teams.microsoft.us', 'https://teams.microsoftonline.cn',
];
/** teams-js looks up there which hosts may frame it. */
const TEAMS_LIBRARY = 'https://res.cdn.office.net';

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-resource-policy': 'same-origin',
};

/** Data: never kept, never shown as a page. */
export const API_HEADERS = { ...EVERYWHERE, 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

/** A page of ours: only own scripts and styles, and framed by Teams alone. */
export function pageHeaders({ isInTeams }: { isInTeams: boolean }): Record<string, string> {
  const policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", `connect-src 'self' ${TEAMS_LIBRARY}`, "base-uri 'none'", "form-action 'none'",
    `frame-ancestors ${isInTeams ? TEAMS_HOSTS.join(' ') : "'none'"}`, "require-trusted-types-for 'script'",
  ];
  const transport = isInTeams ? { 'strict-transport-security': 'max-age=31536000' } : undefined;
  return { ...EVERYWHERE, ...transport, 'content-security-policy': policy.join('; ') };
}
