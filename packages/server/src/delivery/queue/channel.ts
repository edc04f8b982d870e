/** Where workers of all processes are notified that something is due. */
export const deliveriesChannel = "countersign_deliveries";
