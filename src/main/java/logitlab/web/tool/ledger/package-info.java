/** The ledger: what each token of a lane cost, and what the settings did to the distribution before it. */
package logitlab.web.tool.ledger;
