/**
 * What the campaigns that try to break Locache have in common; {@link
 * dev.locache.testkit.campaign.Campaign} is where to start. Not exported: for Locache's own tests,
 * which run on the class path.
 */
@NullMarked
package dev.locache.testkit.campaign;

import org.jspecify.annotations.NullMarked;
