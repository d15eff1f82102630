/**
 * Tools > Cognipress sync, while all users are sent: works on, and shows how far it is.
 */
( async function () {
	const status = document.getElementById( 'cognipress-sync-status' );
	const bar = document.getElementById( 'cognipress-sync-progress' );
	const pauseMs = 1000;

	for ( ;; ) {
		const reply = await wp.apiFetch( { path: '/cognipress/v1/sync', method: 'POST' } );
		if ( reply.isOver ) {
			location.reload();
			return;
		}
		status.textContent = reply.text;
		bar.hidden = ! reply.progress;
		bar.value = reply.progress ? reply.progress.done : 0;
		if ( reply.error ) {
			status.textContent += ' ' + reply.error;
		}
		// What is not due yet leaves nothing to do for the moment.
		await new Promise( ( resolve ) => setTimeout( resolve, pauseMs ) );
	}
} )();
