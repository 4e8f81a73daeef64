/** Somebody closed the dialog instead of proving who he is: nothing was done, and nothing needs to be said. */
export class ProofDeclined extends Error {}
