/** Stands in for `adaptivecards/src/schema`, TypeScript source that the declarations of adaptivecards-templating point to. */
export interface IAdaptiveCard { type: string }
