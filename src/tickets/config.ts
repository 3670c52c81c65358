export type TicketSystemConfig = { system: 'builtIn' };
