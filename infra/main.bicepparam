using 'main.bicep'

param name = 'contoso-mfa'
param registryName = 'contoso'
param image = 'contoso.azurecr.io/mfa-compliance-bot:0.1.0'
param appId = '00000000-0000-0000-0000-000000000000'
param appSecret = readEnvironmentVariable('APP_SECRET')
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD')
param metricsToken = readEnvironmentVariable('METRICS_TOKEN', '')
