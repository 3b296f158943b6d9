"""What every service needs: app, storage, outbox and inbox, retries, runs, connections, goods, files, auth, texts."""
