// The bot in Azure: a web app in a container, PostgreSQL in a private network, a vault, a managed identity that reads the tenant, and the
// Azure Bot with its Teams channel. What is in Entra (the app registration, permissions) is made by `npm run cli -- setup`; see OPERATIONS.md.
targetScope = 'resourceGroup'

@description('Names every resource, and is the host name: <name>.azurewebsites.net. Lower case letters, digits and hyphens.')
@minLength(3)
@maxLength(17)
param name string

@description('Where everything stands.')
param location string = resourceGroup().location

@description('The image, such as contoso.azurecr.io/mfa-compliance-bot:0.1.0, in a container registry of this resource group.')
param image string

@description('Name of that container registry.')
param registryName string

@description('Application (client) id of the app registration that `setup` made.')
param appId string

@description('Its client secret. Kept in the vault and in the OAuth connection of the Azure Bot, nowhere else.')
@secure()
param appSecret string

@description('Password of the database server: letters, digits, - . _ ~ only, for it becomes part of an address.')
@minLength(20)
@secure()
param databasePassword string

@description('Whoever reads /metrics brings this token, 20 characters or more. Empty: nobody reads them from outside.')
@secure()
param metricsToken string = ''

@description('How many instances answer; two or more outlive the loss of one.')
@minValue(1)
@maxValue(3)
param instances int = 1

@description('Further settings of .env.example, without secrets: { TICKET_SYSTEM: \'planner\', SCAN_INTERVAL: \'2h\' }.')
param settings object = {}

var host = '${name}.azurewebsites.net'
var vaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var registryPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, registryPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', registryPull)
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${name}-${take(uniqueString(resourceGroup().id), 6)}'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, vaultSecretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', vaultSecretsUser)
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    name: name
    location: location
    password: databasePassword
    vaultName: vault.name
  }
}

resource botPassword 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'bot-password'
  properties: {
    value: appSecret
  }
}

resource metricsSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(metricsToken)) {
  parent: vault
  name: 'metrics-token'
  properties: {
    value: metricsToken
  }
}

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    name: name
    location: location
    image: image
    instances: instances
    identityId: identity.id
    identityClientId: identity.properties.clientId
    subnetId: database.outputs.webSubnetId
    workspaceId: logs.id
    appId: appId
    settings: union(settings, {
      MicrosoftAppPassword: '@Microsoft.KeyVault(SecretUri=${botPassword.properties.secretUri})'
      DATABASE_URL: '@Microsoft.KeyVault(SecretUri=${database.outputs.urlSecretUri})'
    }, empty(metricsToken) ? {} : {
      METRICS_TOKEN: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=metrics-token)'
    })
  }
  dependsOn: [
    mayPull
    mayReadSecrets
    metricsSecret
  ]
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: name
    host: host
    appId: appId
    appSecret: appSecret
  }
}

output host string = host
@description('For `setup --reader`: who reads the tenant.')
output readerClientId string = identity.properties.clientId
